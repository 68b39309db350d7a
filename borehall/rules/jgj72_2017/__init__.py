"""JGJ/T 72-2017: standard for geotechnical investigation of tall buildings, 高层建筑岩土工程勘察标准."""
