package org.talweg;

import java.util.Random;

/** Random numbers for tests. The seed is fixed and printed, so that a failure can be repeated. */
public final class Seeded {

    private Seeded() {}

    /** A generator with this seed; prints the seed and the calling test. */
    public static Random random(long seed) {
        String caller = StackWalker.getInstance()
                .walk(frames -> frames.skip(1)
                        .findFirst()
                        .map(f -> f.getClassName() + "." + f.getMethodName())
                        .orElse("unknown"));
        System.out.println(caller + ": seed " + seed);
        return new Random(seed);
    }
}
