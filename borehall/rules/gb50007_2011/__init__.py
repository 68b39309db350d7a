"""GB 50007-2011: code for design of building foundation, 建筑地基基础设计规范."""
