"""GB 50021-2001 (2009): code for investigation of geotechnical engineering, 岩土工程勘察规范."""
