package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;

/** What follows about one width from what was proved about all (section 7 of the format); null what does not follow. */
record Width(BigInteger global, BigInteger spurious, BigInteger undecided, String verdict) {

    static Width of(int m, Proved proved) throws Refusal {
        if (proved.complete() && m < proved.neurons()) {
            return narrow(m, proved);
        }
        boolean reached = m >= proved.neurons();
        BigInteger holding =
                reached && proved.optimum() != null ? proved.optimum().regions().at(m) : null;
        if (proved.complete()) {
            return counted(m, proved, holding, null);
        }
        boolean spurious = false;
        for (Minimum s : proved.minima()) {
            spurious |= reached && s.rays() <= m && s.lower().compareTo(proved.globalUpper()) > 0;
        }
        return new Width(holding, null, null, spurious ? "SPURIOUS" : "UNDECIDED");
    }

    /** Below the width of the global optimum the best local minimum that fits is global. */
    private static Width narrow(int m, Proved proved) throws Refusal {
        Minimum best = null;
        boolean separate = true;
        for (Family family : proved.open()) {
            separate &= family.solution.rays.size() > m;
        }
        for (Minimum s : proved.minima()) {
            if (s.rays() <= m) {
                separate &= best == null || best.upper().compareTo(s.lower()) < 0;
                best = best == null ? s : best;
            }
        }
        return best == null || !separate
                ? new Width(null, null, null, "UNDECIDED")
                : counted(m, proved, best.family().regionsOnRays().at(m), best);
    }

    private static Width counted(int m, Proved proved, BigInteger holding, Minimum best) throws Refusal {
        BigInteger spurious = BigInteger.ZERO;
        Family holder = best == null ? null : best.family();
        for (Minimum s : proved.minima()) {
            BigInteger regions = s.family().regionsOnRays().at(m);
            spurious = s.family() == holder ? spurious : spurious.add(regions);
        }
        BigInteger undecided = BigInteger.ZERO;
        for (Family family : proved.open()) {
            undecided = undecided.add(family.regionsOnRays().at(m));
        }
        String verdict = spurious.signum() > 0 ? "SPURIOUS" : undecided.signum() == 0 ? "BENIGN" : "UNDECIDED";
        return new Width(holding, spurious, undecided, verdict);
    }

    boolean claimsNothing() {
        return global == null && spurious == null && verdict.equals("UNDECIDED");
    }

    /** Reads the fields of a width, and refuses any that claim something else. */
    void requireEqual(JsonReader json) throws IOException, Refusal {
        requireEqual(json, "global", global);
        requireEqual(json, "spurious", spurious);
        requireEqual(json, "undecided", undecided);
        json.name("verdict");
        Refusal.unless(json.text(40).equals(verdict), "the verdict is %s", verdict);
    }

    private static void requireEqual(JsonReader json, String name, BigInteger value) throws IOException, Refusal {
        json.name(name);
        boolean isNull = json.isNull();
        Refusal.unless(value != null || isNull, "the number of %s regions is not shown", name);
        Refusal.unless(value == null || !isNull, "the number of %s regions is missing", name);
        if (value != null) {
            String digits = value.toString();
            Refusal.unless(json.text(digits.length()).equals(digits), "another number of %s regions follows", name);
        }
    }

    @Override
    public String toString() {
        return verdict + ", regions: global " + shown(global) + ", spurious " + shown(spurious) + ", undecided "
                + shown(undecided);
    }

    private static String shown(BigInteger count) {
        return count == null ? "not claimed" : count.toString();
    }
}
