package io.github.segmentation4j.benchmarks;

/** The algorithms and indices of the table of all. */
public enum Algorithm {
    DBSCAN("dbscan"),
    OPTICS("optics"),
    HDBSCAN("hdbscan"),
    WARD("ward"),
    AVERAGE("average"),
    SINGLE("single"),
    BIRCH("birch"),
    GAUSSIAN_MIXTURE("gaussian-mixture"),
    K_PROTOTYPES("k-prototypes"),
    K_MEDOIDS("k-medoids"),
    CLARA("clara"),
    SPECTRAL("spectral"),
    CONSENSUS("consensus"),
    SILHOUETTE("silhouette"),
    DUNN("dunn");

    private final String words;

    Algorithm(String words) {
        this.words = words;
    }

    /** What it is called in the table and on the command line. */
    @Override
    public String toString() {
        return words;
    }
}
