package org.talweg.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one was meant to be. */
final class Spelling {

    private Spelling() {}

    /**
     * The known word nearest to {@code word}, leading dashes aside: one that {@code word} abbreviates, or one that differs in a third
     * of its letters or less; empty if there is none. Of equally near words the shortest.
     */
    static Optional<String> nearest(String word, Collection<String> known) {
        String bare = bare(word);
        return known.stream()
                .filter(k -> distance(bare, bare(k)) <= Math.max(1, bare.length() / 3))
                .min(Comparator.<String>comparingInt(k -> distance(bare, bare(k)))
                        .thenComparingInt(String::length)
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String bare(String word) {
        return word.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
    }

    /** 1 for an abbreviation; else letters to insert, drop or change, and neighbours to exchange, that make b of a. */
    private static int distance(String a, String b) {
        if (!a.isEmpty() && b.startsWith(a)) {
            return a.equals(b) ? 0 : 1;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (exchanged) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
