package io.github.segmentation4j.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The ids of customers in the order they came, and the way back from an id to its place. */
final class IdIndex {
    static final int ABSENT = -1;

    private final PackedStrings ids = new PackedStrings();
    // Open addressing with linear probing; holds place + 1, 0 for an empty slot.
    private int[] slots = new int[64];

    int size() {
        return ids.size();
    }

    String id(int place) {
        String id = ids.get(place);
        if (id == null) {
            throw new IllegalStateException("an id is never missing");
        }
        return id;
    }

    /** The place of an id, {@link #ABSENT} if it is not there. */
    int find(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return slots[slotOf(bytes)] - 1;
    }

    /** Adds an id. Returns its place, or the complement (~) of its place if it was there already. */
    int add(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        int slot = slotOf(bytes);
        if (slots[slot] != 0) {
            return ~(slots[slot] - 1);
        }
        ids.add(id);
        slots[slot] = ids.size();
        if (ids.size() > slots.length / 2) {
            grow();
        }
        return ids.size() - 1;
    }

    void trim() {
        ids.trim();
    }

    private int slotOf(byte[] bytes) {
        int mask = slots.length - 1;
        int slot = spread(Arrays.hashCode(bytes)) & mask;
        while (slots[slot] != 0 && !ids.matches(slots[slot] - 1, bytes)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        int mask = larger.length - 1;
        for (int place = 0; place < ids.size(); place++) {
            int slot = spread(Arrays.hashCode(id(place).getBytes(StandardCharsets.UTF_8))) & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = place + 1;
        }
        slots = larger;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
