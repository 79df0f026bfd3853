package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/** Numbers equal keys equally, in the order in which they first occur. */
final class KeyNumbering {
    /** Up to this many times the rows a table indexed by the key is smaller than a hash table. */
    private static final int DIRECT = 4;

    /** The golden ratio in 64 bits; its product spreads neighbouring keys over the high bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[1 << 10];
    private int[] numbers = new int[1 << 10];
    private int shift = Long.SIZE - 10;
    private int count;

    private KeyNumbering() {
        Arrays.fill(numbers, -1);
    }

    /**
     * Numbers keys.
     *
     * @param keys from 0 to bound - 1
     * @param numbers receives one number per key
     * @return how many different keys there are
     */
    static int number(long[] keys, long bound, int[] numbers, Checkpoint checkpoint) {
        if (bound <= (long) DIRECT * keys.length) {
            return numberDirectly(keys, (int) bound, numbers, checkpoint);
        }
        KeyNumbering index = new KeyNumbering();
        for (int i = 0; i < keys.length; i++) {
            checkpoint.at(i);
            numbers[i] = index.numberOf(keys[i]);
        }
        return index.count;
    }

    private static int numberDirectly(long[] keys, int bound, int[] numbers, Checkpoint checkpoint) {
        int[] known = new int[bound];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            checkpoint.at(i);
            int key = (int) keys[i];
            if (known[key] == 0) {
                known[key] = ++count;
            }
            numbers[i] = known[key] - 1;
        }
        return count;
    }

    private int numberOf(long key) {
        int slot = slotOf(key);
        if (numbers[slot] < 0) {
            if (count >= keys.length / 2) {
                grow();
                slot = slotOf(key);
            }
            keys[slot] = key;
            numbers[slot] = count++;
        }
        return numbers[slot];
    }

    private int slotOf(long key) {
        int slot = (int) ((key * SPREAD) >>> shift);
        while (numbers[slot] >= 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[Math.multiplyExact(oldKeys.length, 2)];
        numbers = new int[keys.length];
        Arrays.fill(numbers, -1);
        shift--;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] >= 0) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
