package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.anonymity.DifferencingGuard.Isolation;
import io.github.segmentation4j.privacy.anonymity.ReleaseHistory.Release;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Looks for differences of groups that are about too few customers. Used once. */
final class DifferenceSearch {
    private static final String STAGE = "comparing releases";

    private final List<Release> earlier;
    private final List<Release> next;
    private final int minimum;
    private final RunContext context;

    /** Each group by the place of its release among all, the earlier ones first. */
    private final List<Group> groups = new ArrayList<>();

    private final long[][] shared;

    private record Group(int release, String name) {}

    DifferenceSearch(List<Release> earlier, List<Release> next, int minimum, RunContext context) {
        this.earlier = earlier;
        this.next = next;
        this.minimum = minimum;
        this.context = context;
        List<Release> all = new ArrayList<>(earlier);
        all.addAll(next);
        for (int release = 0; release < all.size(); release++) {
            for (String name : all.get(release).groups()) {
                groups.add(new Group(release, name));
            }
        }
        shared = new long[groups.size()][groups.size()];
        count(all);
    }

    /** Counts the customers that each two groups share, in one pass for each two releases. */
    private void count(List<Release> all) {
        long[] keys = all.stream()
                .flatMap(release -> release.members().stream())
                .flatMapToLong(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
        int[][] groupOf = new int[all.size()][keys.length];
        int group = 0;
        for (int release = 0; release < groupOf.length; release++) {
            Arrays.fill(groupOf[release], -1);
            for (long[] members : all.get(release).members()) {
                int at = 0;
                for (long member : members) {
                    while (keys[at] != member) {
                        at++;
                    }
                    groupOf[release][at] = group;
                }
                shared[group][group] = members.length;
                group++;
            }
        }
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        for (int release = 0; release < groupOf.length; release++) {
            context.report(STAGE, release, groupOf.length);
            for (int other = 0; other < release; other++) {
                for (int key = 0; key < keys.length; key++) {
                    checkpoint.at(key);
                    int one = groupOf[release][key];
                    int two = groupOf[other][key];
                    if (one >= 0 && two >= 0) {
                        shared[one][two]++;
                        shared[two][one]++;
                    }
                }
            }
        }
    }

    List<Isolation> isolations() {
        Set<Isolation> found = new LinkedHashSet<>();
        for (int group = 0; group < groups.size(); group++) {
            if (isNew(group) && isFew(shared[group][group])) {
                found.add(new Isolation(nameOf(groups.get(group).release), groups.get(group).name));
            }
        }
        for (int release = earlier.size(); release < earlier.size() + next.size(); release++) {
            for (int other = 0; other < release; other++) {
                compareUnions(other, release, found);
            }
        }
        compareWithTwo(found);
        return List.copyOf(found);
    }

    private boolean isNew(int group) {
        return groups.get(group).release >= earlier.size();
    }

    private String nameOf(int release) {
        return release < earlier.size()
                ? earlier.get(release).name()
                : next.get(release - earlier.size()).name();
    }

    private boolean isFew(long customers) {
        return customers > 0 && customers < minimum;
    }

    /** All unions of the groups of one release against all of another: cuts of the network of what they share. */
    private void compareUnions(int old, int fresh, Set<Isolation> found) {
        int[] nodes = IntStream.range(0, groups.size())
                .filter(group -> groups.get(group).release == fresh
                        || (groups.get(group).release == old && !isFew(shared[group][group])))
                .toArray();
        int outside = nodes.length;
        long[][] weights = new long[outside + 1][outside + 1];
        for (int i = 0; i < outside; i++) {
            // The last node stands for everybody who is in one of the releases alone.
            long alone = shared[nodes[i]][nodes[i]];
            for (int j = 0; j < outside; j++) {
                if (i != j) {
                    weights[i][j] = shared[nodes[i]][nodes[j]];
                    alone -= weights[i][j];
                }
            }
            weights[i][outside] = alone;
            weights[outside][i] = alone;
        }
        for (int[] side : SmallCuts.of(weights, minimum, () -> context.throwIfCancelled(STAGE))) {
            int[] named = Arrays.stream(nodes)
                    .filter(group -> groups.get(group).release == fresh)
                    .filter(group -> crosses(group, side, nodes, weights))
                    .toArray();
            int[] inside = Arrays.stream(side)
                    .map(node -> nodes[node])
                    .filter(group -> groups.get(group).release == fresh)
                    .toArray();
            for (int group : named.length > 0 ? named : inside) {
                found.add(new Isolation(nameOf(old), groups.get(group).name));
            }
        }
    }

    /** Whether a group has customers on both sides of a cut. */
    private static boolean crosses(int group, int[] side, int[] nodes, long[][] weights) {
        int node = Arrays.binarySearch(nodes, group);
        boolean[] within = new boolean[weights.length];
        for (int own : side) {
            within[own] = true;
        }
        for (int other = 0; other < weights.length; other++) {
            if (within[other] != within[node] && weights[node][other] > 0) {
                return true;
            }
        }
        return false;
    }

    /** Each group against the union of two others that do not overlap, with a new one among the three. */
    private void compareWithTwo(Set<Isolation> found) {
        for (int whole = 0; whole < shared.length; whole++) {
            context.throwIfCancelled(STAGE);
            for (int one = 0; one < shared.length; one++) {
                for (int other = 0; other < one; other++) {
                    if (one == whole || other == whole || shared[one][other] > 0) {
                        continue;
                    }
                    long difference = shared[whole][whole]
                            + shared[one][one]
                            + shared[other][other]
                            - 2 * (shared[whole][one] + shared[whole][other]);
                    if (isFew(difference) && shared[whole][one] > 0 && shared[whole][other] > 0) {
                        add(found, whole, one, other);
                    }
                }
            }
        }
    }

    /** Named is a new group of the three, with the release of an older one of them. */
    private void add(Set<Isolation> found, int... three) {
        int[] sorted = Arrays.stream(three).sorted().toArray();
        int last = sorted[2];
        if (isNew(last)) {
            int old = groups.get(sorted[1]).release == groups.get(last).release ? sorted[0] : sorted[1];
            found.add(new Isolation(nameOf(groups.get(old).release), groups.get(last).name));
        }
    }
}
