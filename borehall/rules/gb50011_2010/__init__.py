"""GB 50011-2010: code for seismic design of buildings, 建筑抗震设计规范."""
