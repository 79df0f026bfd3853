package io.github.segmentation4j.fairness.unobserved;

/** How the share of positive members of a cell follows from its shares of members and of positives. */
enum JointForm {
    NONE(0, 0, 0),
    MEMBERS(1, 0, 0),
    POSITIVES(0, 1, 0),
    OVERLAP(1, 1, -1);

    private final int perMember;
    private final int perPositive;
    private final int constant;

    JointForm(int perMember, int perPositive, int constant) {
        this.perMember = perMember;
        this.perPositive = perPositive;
        this.constant = constant;
    }

    /** The share, for an outcome of 0 or 1 or a rate of them. */
    double of(double groupShare, double outcome) {
        return perMember * groupShare + perPositive * outcome + constant;
    }

    int perMember() {
        return perMember;
    }
}
