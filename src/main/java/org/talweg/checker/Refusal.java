package org.talweg.checker;

import java.util.Locale;

/** A claim that is not shown by the evidence in the file. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    Refusal(String why) {
        super(why, null, false, false);
    }

    /** Throws unless {@code condition}. */
    static void unless(boolean condition, String why) throws Refusal {
        if (!condition) {
            throw new Refusal(why);
        }
    }

    /** Throws unless {@code condition}; the message is made only then. */
    static void unless(boolean condition, String why, Object... values) throws Refusal {
        if (!condition) {
            throw new Refusal(String.format(Locale.ROOT, why, values));
        }
    }
}
