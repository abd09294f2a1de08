package org.talweg.data;

import java.math.BigInteger;

/** Numbers of things in text: {@code 1 example}, {@code 2 examples}. */
public final class Plural {

    private Plural() {}

    /** The number and the noun, or {@code noun} with an s. */
    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /** The number and the noun, or its irregular plural. */
    public static String of(long count, String noun, String nouns) {
        return count + " " + (count == 1 ? noun : nouns);
    }

    /** As {@link #of(long, String)}. */
    public static String of(BigInteger count, String noun) {
        return count + " " + (count.equals(BigInteger.ONE) ? noun : noun + "s");
    }
}
