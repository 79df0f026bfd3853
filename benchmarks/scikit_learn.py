#!/usr/bin/env python3
"""scikit-learn on the data of the benchmarks: Lloyd's iteration from the same starts, and its k-means++.

    java -cp benchmarks.jar io.github.segmentation4j.benchmarks.Main --export DIR 1000000x8x10
    python3 scikit_learn.py DIR/1000000x8x10

Prints one JSON object with medians in milliseconds. An iteration is a fit of 20 from the given starts over 20, as for the
contenders in Java that take starts. Refuses to print when its inertia is not the expected one.
"""
import json
import os
import pathlib
import statistics
import sys
import time
import warnings

ROUNDS = 5
TOLERANCE = 1e-6


def milliseconds(work):
    begin = time.perf_counter()
    result = work()
    return (time.perf_counter() - begin) * 1e3, result


def main(folder):
    expected = json.loads((folder / "expected.json").read_text())
    # The libraries below read this when they are loaded.
    os.environ["OMP_NUM_THREADS"] = str(expected["threads"])
    os.environ["OPENBLAS_NUM_THREADS"] = str(expected["threads"])
    import numpy
    import sklearn
    from sklearn.cluster import KMeans, kmeans_plusplus

    rows = numpy.load(folder / "rows.npy")
    starts = numpy.load(folder / "starts.npy")
    clusters = len(starts)
    iterations = expected["iterations"]
    # That the iterations were not enough to converge is the plan.
    warnings.simplefilter("ignore")

    def fit():
        return KMeans(
            clusters, init=starts, n_init=1, max_iter=iterations, tol=0, algorithm="lloyd"
        ).fit(rows)

    ratio = fit().inertia_ / expected["inertia"]
    if abs(ratio - 1) > TOLERANCE:
        sys.exit(f"scikit_learn.py: scikit-learn's inertia is {ratio} times the expected one")
    kmeans_plusplus(rows, clusters, random_state=0)
    fits = []
    seedings = []
    for seed in range(1, ROUNDS + 1):
        fits.append(milliseconds(fit)[0])
        seedings.append(milliseconds(lambda: kmeans_plusplus(rows, clusters, random_state=seed))[0])
    print(
        json.dumps(
            {
                "shape": folder.name,
                "scikit-learn": sklearn.__version__,
                "threads": expected["threads"],
                "whole fit": statistics.median(fits),
                "iteration": statistics.median(fits) / iterations,
                "best iteration": min(fits) / iterations,
                "k-means++": statistics.median(seedings),
                "inertia": ratio,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (pathlib.Path(sys.argv[1]) / "expected.json").is_file():
        print("usage: scikit_learn.py FOLDER, one that --export of the benchmarks has written", file=sys.stderr)
        sys.exit(2)
    main(pathlib.Path(sys.argv[1]))
