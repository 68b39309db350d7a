"""CJJ 57-2012: code for geotechnical investigation of urban and rural planning, 城乡规划工程地质勘察规范."""
