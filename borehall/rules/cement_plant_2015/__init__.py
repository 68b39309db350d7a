"""Standard for geotechnical investigation of cement plants, 水泥工厂岩土工程勘察规范, in force 2015-05-01."""
