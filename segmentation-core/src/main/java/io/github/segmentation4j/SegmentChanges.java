package io.github.segmentation4j;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells what became of segments from their ids before and after and from the moves of customers. */
final class SegmentChanges {
    private final MigrationMatrix moves;
    private final int[] oldIds;
    private final int[] newIds;
    private final double smallestPart;
    private final Set<Integer> endedElsewhere = new HashSet<>();
    private final Set<Integer> beganElsewhere = new HashSet<>();

    private SegmentChanges(MigrationMatrix moves, int[] oldIds, int[] newIds, double smallestPart) {
        this.moves = moves;
        this.oldIds = oldIds;
        this.newIds = newIds;
        this.smallestPart = smallestPart;
    }

    /**
     * The changes: the kept, the split, the merged, the born, the died.
     *
     * @param matched for each segment before the one after that has its id, or {@link OptimalMatching#NONE}
     */
    static List<SegmentChange> of(
            MigrationMatrix moves,
            int[] oldIds,
            int[] newIds,
            int[] matched,
            double[][] similarities,
            SegmentMatching rule) {
        SegmentChanges changes = new SegmentChanges(moves, oldIds, newIds, rule.smallestPart());
        List<SegmentChange> result = new ArrayList<>();
        for (int i = 0; i < matched.length; i++) {
            int j = matched[i];
            if (j != OptimalMatching.NONE) {
                result.add(
                        new SegmentChange.Kept(oldIds[i], similarities[i][j], moves.outflow(i, j), moves.inflow(i, j)));
                changes.endedElsewhere.add(oldIds[i]);
                changes.beganElsewhere.add(oldIds[i]);
            }
        }
        changes.addSplits(result);
        changes.addMergers(result);
        for (int j = 0; j < newIds.length; j++) {
            if (!changes.beganElsewhere.contains(newIds[j])) {
                result.add(new SegmentChange.Born(newIds[j], moves.joiningRate(j)));
            }
        }
        for (int i = 0; i < oldIds.length; i++) {
            if (!changes.endedElsewhere.contains(oldIds[i])) {
                result.add(new SegmentChange.Died(oldIds[i], moves.leavingRate(i)));
            }
        }
        return List.copyOf(result);
    }

    private void addSplits(List<SegmentChange> result) {
        for (int i = 0; i < oldIds.length; i++) {
            List<SegmentChange.Part> parts = new ArrayList<>();
            for (int j = 0; j < newIds.length; j++) {
                addPart(parts, newIds[j], moves.count(i, j), moves.known(j), moves.staying(i));
            }
            if (parts.size() > 1) {
                result.add(new SegmentChange.Split(oldIds[i], parts));
                endedElsewhere.add(oldIds[i]);
                parts.forEach(part -> beganElsewhere.add(part.id()));
            }
        }
    }

    private void addMergers(List<SegmentChange> result) {
        for (int j = 0; j < newIds.length; j++) {
            List<SegmentChange.Part> parts = new ArrayList<>();
            for (int i = 0; i < oldIds.length; i++) {
                addPart(parts, oldIds[i], moves.count(i, j), moves.staying(i), moves.known(j));
            }
            if (parts.size() > 1) {
                result.add(new SegmentChange.Merged(newIds[j], parts));
                beganElsewhere.add(newIds[j]);
                parts.forEach(part -> endedElsewhere.add(part.id()));
            }
        }
    }

    /** More than half, so that nothing is a part of two. */
    private void addPart(List<SegmentChange.Part> parts, int id, long shared, long part, long whole) {
        if (2 * shared > part && shared >= smallestPart * whole) {
            parts.add(new SegmentChange.Part(id, shared, (double) shared / whole));
        }
    }
}
