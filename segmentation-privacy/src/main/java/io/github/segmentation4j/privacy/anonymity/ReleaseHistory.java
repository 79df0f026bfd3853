package io.github.segmentation4j.privacy.anonymity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which groups of customers something was told about, release by release: what a {@link DifferencingGuard} compares a new
 * release with. Members are held as 64 bit digests of their ids, not as ids.
 *
 * <pre>{@code
 * ReleaseHistory history = ReleaseHistory.empty().with("spring", ids, labels);
 * }</pre>
 *
 * <p>The digests are personal data like the ids: whoever has a list of ids can look them up. Keep the history as safe.
 * Two of a million customers get the same digest with a probability of 3 in 100 million.
 *
 * <p>Immutable and safe for use by several threads. What it hands out is copied.
 */
public final class ReleaseHistory {
    private final List<Release> releases;

    private ReleaseHistory(List<Release> releases) {
        this.releases = releases;
    }

    /** Groups that do not overlap, told about together. */
    record Release(String name, List<String> groups, List<long[]> members) {}

    /** Nothing was released yet. */
    public static ReleaseHistory empty() {
        return new ReleaseHistory(List.of());
    }

    /**
     * This history and a release of segments.
     *
     * @param name tells the releases apart
     * @param ids one for each customer, each once
     * @param labels the segment of each customer, -1 for one about whom nothing was told
     */
    public ReleaseHistory with(String name, List<String> ids, int[] labels) {
        if (ids.size() != labels.length) {
            throw new IllegalArgumentException(
                    "there must be a label for each of " + ids.size() + " customers, were " + labels.length);
        }
        Set<String> once = new HashSet<>();
        Map<Integer, List<String>> members = new TreeMap<>();
        for (int i = 0; i < labels.length; i++) {
            if (!once.add(ids.get(i))) {
                throw new IllegalArgumentException("the id of customer " + i + " comes twice; each must come once");
            }
            if (labels[i] >= 0) {
                members.computeIfAbsent(labels[i], unseen -> new ArrayList<>()).add(ids.get(i));
            }
        }
        List<String> groups = new ArrayList<>();
        List<long[]> keys = new ArrayList<>();
        members.forEach((label, own) -> {
            groups.add("segment " + (label + 1));
            keys.add(sorted(digests(own)));
        });
        return with(new Release(name, List.copyOf(groups), List.copyOf(keys)));
    }

    /**
     * This history and a release about one set of customers, such as everybody.
     *
     * @param name tells the releases apart
     * @param members a number for each customer, the same in every release: a row number, or what
     *     {@link #digest(String)} gives
     */
    public ReleaseHistory with(String name, long[] members) {
        return with(new Release(name, List.of("all"), List.of(sorted(members))));
    }

    ReleaseHistory with(Release release) {
        Objects.requireNonNull(release.name(), "name");
        if (releases.stream().anyMatch(other -> other.name().equals(release.name()))) {
            throw new IllegalArgumentException(
                    "there is a release '" + release.name() + "' already; name it otherwise");
        }
        List<Release> more = new ArrayList<>(releases);
        more.add(release);
        return new ReleaseHistory(List.copyOf(more));
    }

    /** The names of the releases, the oldest first. */
    public List<String> releases() {
        return releases.stream().map(Release::name).toList();
    }

    /** The names of the groups of a release. */
    public List<String> groups(String release) {
        return find(release).groups();
    }

    /** The digests of the members of a group, in order. */
    public long[] members(String release, String group) {
        Release found = find(release);
        int place = found.groups().indexOf(group);
        if (place < 0) {
            throw new IllegalArgumentException("release '" + release + "' has no group '" + group + "'");
        }
        return found.members().get(place).clone();
    }

    private Release find(String name) {
        return releases.stream()
                .filter(release -> release.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no release '" + name + "'"));
    }

    List<Release> list() {
        return releases;
    }

    /** The number that stands for a customer: the first 64 bits of the SHA-256 of the id. */
    public static long digest(String id) {
        return digests(List.of(id))[0];
    }

    private static long[] digests(List<String> ids) {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
        long[] digests = new long[ids.size()];
        for (int i = 0; i < digests.length; i++) {
            byte[] bytes = sha.digest(ids.get(i).getBytes(StandardCharsets.UTF_8));
            for (int b = 0; b < Long.BYTES; b++) {
                digests[i] = digests[i] << Byte.SIZE | (bytes[b] & 0xFF);
            }
        }
        return digests;
    }

    private static long[] sorted(long[] members) {
        return Arrays.stream(members).sorted().distinct().toArray();
    }
}
