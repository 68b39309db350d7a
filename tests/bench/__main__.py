"""Every benchmark, one after the other: ``make bench``. Figures go to the console; nothing is asserted."""

from tests.bench import bench_box, bench_grading, bench_judge, bench_plan

for bench in (bench_plan, bench_box, bench_judge, bench_grading):
    print(f"\n{bench.__doc__}")
    bench.main()
