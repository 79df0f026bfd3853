#!/usr/bin/env python3
"""scikit-learn's algorithms on the rows of the table of all algorithms.

    java -cp benchmarks.jar io.github.segmentation4j.benchmarks.Main --algorithms --export DIR
    python3 scikit_learn_algorithms.py DIR

Prints one table with medians of the rounds after one to warm up; what takes more than 20 s is timed in that round alone, as
in Java. The processor time is that of all threads of this process. An algorithm that scikit-learn 1.2 does not have is
left out.
"""
import json
import os
import pathlib
import statistics
import sys
import time
import warnings

LONG_SECONDS = 20
# Those of this library.
DBSCAN_NEIGHBOURS = 5
SPECTRAL_NEIGHBOURS = 10
# Its own .5 keeps nearly every row of eight columns with deviation 1 apart, and so many are beyond its memory.
BIRCH_RADIUS = 2


def found(labels, truth, iterations="", value=""):
    """Clusters, ARI, iterations and value as the table in Java has them."""
    from sklearn.metrics import adjusted_rand_score

    clusters = len(set(labels[labels >= 0].tolist()))
    ari = "" if truth is None else f"{adjusted_rand_score(truth, labels):.3f}"
    return clusters, ari, iterations, value


def work(task, rows, truth, threads):
    """What to time, and what tells afterwards what it came to; nothing for algorithms that are not here."""
    from sklearn import cluster, metrics, mixture

    clusters, parameter = task["clusters"], task["parameter"]

    def labels(result):
        return found(result.labels_, truth)

    def gaussian(result):
        return found(result.predict(rows), truth, result.n_iter_, f"{result.score(rows):.4f}")

    estimators = {
        "dbscan": lambda: cluster.DBSCAN(eps=parameter, min_samples=DBSCAN_NEIGHBOURS, n_jobs=threads),
        "optics": lambda: cluster.OPTICS(min_samples=int(parameter), n_jobs=threads),
        "ward": lambda: cluster.AgglomerativeClustering(clusters, linkage="ward"),
        "average": lambda: cluster.AgglomerativeClustering(clusters, linkage="average"),
        "birch": lambda: cluster.Birch(threshold=BIRCH_RADIUS, n_clusters=clusters),
        "gaussian-mixture": lambda: mixture.GaussianMixture(
            clusters, covariance_type="full", max_iter=int(parameter), tol=0, random_state=1
        ),
        "spectral": lambda: cluster.SpectralClustering(
            clusters, affinity="nearest_neighbors", n_neighbors=SPECTRAL_NEIGHBOURS, random_state=1, n_jobs=threads
        ),
    }
    name = task["algorithm"]
    if name == "silhouette":
        return lambda: metrics.silhouette_score(rows, truth, n_jobs=threads), lambda v: ("", "", "", f"{v:.4f}")
    if name not in estimators:
        return None
    return lambda: estimators[name]().fit(rows), gaussian if name == "gaussian-mixture" else labels


def timed(function):
    wall, processor = time.perf_counter(), time.process_time()
    result = function()
    return time.perf_counter() - wall, time.process_time() - processor, result


def main(folder):
    expected = json.loads((folder / "algorithms.json").read_text())
    threads = expected["threads"]
    # The libraries below read these when they are loaded.
    os.environ["OMP_NUM_THREADS"] = str(threads)
    os.environ["OPENBLAS_NUM_THREADS"] = str(threads)
    import numpy
    import sklearn

    # That the iterations were not enough to converge is the plan.
    warnings.simplefilter("ignore")
    print(f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, threads: {threads}\n")
    print("| algorithm | data | rows x columns | rounds | median s | processor s | clusters | ARI | iterations | value |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for task in expected["tasks"]:
        rows = numpy.load(folder / task["sample"] / "rows.npy")
        truth_file = folder / task["sample"] / "labels.npy"
        truth = numpy.load(truth_file).ravel().astype(int) if truth_file.exists() else None
        chosen = work(task, rows, truth, threads)
        if chosen is None:
            continue
        function, describe = chosen
        wall, processor, result = timed(function)
        rounds = [(wall, processor)]
        if task["rounds"] > 1 and wall <= LONG_SECONDS:
            rounds = [timed(function)[:2] for _ in range(task["rounds"])]
        walls, processors = zip(*rounds)
        cells = (
            task["algorithm"],
            task["data"],
            f"{rows.shape[0]} x {rows.shape[1]}",
            len(rounds),
            f"{statistics.median(walls):.3f}",
            f"{statistics.median(processors):.3f}",
            *describe(result),
        )
        print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (pathlib.Path(sys.argv[1]) / "algorithms.json").is_file():
        print(
            "usage: scikit_learn_algorithms.py FOLDER, one that --algorithms --export of the benchmarks has written",
            file=sys.stderr,
        )
        sys.exit(2)
    main(pathlib.Path(sys.argv[1]))
