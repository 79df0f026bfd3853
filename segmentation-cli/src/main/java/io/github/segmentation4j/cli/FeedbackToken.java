package io.github.segmentation4j.cli;

import java.security.SecureRandom;

/** A random code that stands for an explanation: 80 bits, in signs that are not taken for each other on paper. */
final class FeedbackToken {
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;

    private FeedbackToken() {}

    static String next() {
        SecureRandom random = new SecureRandom();
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            token.append(i > 0 && i % GROUP == 0 ? "-" : "").append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return token.toString();
    }
}
