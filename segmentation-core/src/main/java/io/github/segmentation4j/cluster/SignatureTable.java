package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/** Signatures, that is one label of each run, no two of them equal. May be read by several threads while nobody adds. */
final class SignatureTable {
    private static final int PLACES_AT_FIRST = 64;

    private int[][] signatures = new int[PLACES_AT_FIRST / 2][];
    private int size;

    /** Numbers plus one, each at the first free place from its hash on; 0 is free. At most half are taken. */
    private int[] table = new int[PLACES_AT_FIRST];

    private final Checkpoint checkpoint;

    SignatureTable(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    int size() {
        return size;
    }

    /** A signature, not to be written. */
    int[] get(int number) {
        return signatures[number];
    }

    /** The number of a signature, which is copied if it is new. */
    int add(int[] signature) {
        int slot = slot(signature);
        if (table[slot] == 0) {
            if (size == signatures.length) {
                grow();
                slot = slot(signature);
            }
            signatures[size++] = signature.clone();
            table[slot] = size;
        }
        return table[slot] - 1;
    }

    /** The number of a signature, or -1. */
    int find(int[] signature) {
        return table[slot(signature)] - 1;
    }

    private void grow() {
        signatures = Arrays.copyOf(signatures, Math.multiplyExact(size, 2));
        table = new int[Math.multiplyExact(table.length, 2)];
        for (int i = 0; i < size; i++) {
            checkpoint.at(i);
            table[slot(signatures[i])] = i + 1;
        }
    }

    private int slot(int[] signature) {
        long hash = 1;
        for (int label : signature) {
            hash = (hash ^ label) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != 0 && !Arrays.equals(signatures[table[slot] - 1], signature)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    /** In how many runs two signatures are together: equal labels, and not noise. */
    static int together(int[] first, int[] second) {
        int count = 0;
        for (int r = 0; r < first.length; r++) {
            count += first[r] == second[r] && first[r] != Clustering.NOISE ? 1 : 0;
        }
        return count;
    }

    /** In how many runs a signature is noise. */
    static int noise(int[] signature) {
        int count = 0;
        for (int label : signature) {
            count += label == Clustering.NOISE ? 1 : 0;
        }
        return count;
    }

    /** Whether a signature is noise in most runs. */
    static boolean isNoise(int[] signature) {
        return 2L * noise(signature) > signature.length;
    }
}
