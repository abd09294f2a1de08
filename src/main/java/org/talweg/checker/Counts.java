package org.talweg.checker;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** A number of regions as a function {@code sum of coefficient * base^m} of the width m, bases at least 1. */
final class Counts {

    private static final long BITS = 1_000_000;

    private final TreeMap<Long, BigInteger> terms = new TreeMap<>();

    void add(BigInteger coefficient, long base) {
        if (base > 0) {
            put(terms, base, coefficient);
        }
    }

    private static void put(Map<Long, BigInteger> terms, long base, BigInteger coefficient) {
        BigInteger sum = terms.getOrDefault(base, BigInteger.ZERO).add(coefficient);
        if (sum.signum() == 0) {
            terms.remove(base);
        } else {
            terms.put(base, sum);
        }
    }

    void add(Counts other) {
        for (Map.Entry<Long, BigInteger> term : other.terms.entrySet()) {
            add(term.getValue(), term.getKey());
        }
    }

    /**
     * Maps from m neurons to {@code rest} signed cells and disjoint groups of the given sizes that meet every group:
     * {@code sum_J (-1)^|J| (rest + all groups - groups in J)^m}.
     */
    static Counts meetingAll(long rest, int[] groups) {
        Map<Long, BigInteger> bases = new TreeMap<>();
        long all = rest;
        for (int size : groups) {
            all += size;
        }
        bases.put(all, BigInteger.ONE);
        for (int size : groups) {
            Map<Long, BigInteger> next = new TreeMap<>(bases);
            for (Map.Entry<Long, BigInteger> term : bases.entrySet()) {
                put(next, term.getKey() - size, term.getValue().negate());
            }
            bases = next;
        }
        Counts counts = new Counts();
        for (Map.Entry<Long, BigInteger> term : bases.entrySet()) {
            counts.add(term.getValue(), term.getKey());
        }
        return counts;
    }

    boolean isPower(long base) {
        return terms.equals(Map.of(base, BigInteger.ONE));
    }

    BigInteger at(int m) throws Refusal {
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<Long, BigInteger> term : terms.entrySet()) {
            BigInteger base = BigInteger.valueOf(term.getKey());
            Refusal.unless((long) base.bitLength() * m <= BITS, "the counts at width %s are too long", m);
            sum = sum.add(term.getValue().multiply(base.pow(m)));
        }
        return sum;
    }

    /** Reads {@code [["coefficient","base"],..]}, bases ascending, and refuses any other function than this. */
    void requireEqual(JsonReader json) throws IOException, Refusal {
        json.pass('[');
        int i = 0;
        for (Map.Entry<Long, BigInteger> term : terms.entrySet()) {
            Refusal.unless(json.more(i++), "a counting formula has too few terms");
            BigInteger[] given = json.integers(2);
            boolean same = given[0].equals(term.getValue()) && given[1].equals(BigInteger.valueOf(term.getKey()));
            Refusal.unless(same, "a counting formula is not %s", this);
        }
        Refusal.unless(!json.more(i), "a counting formula has too many terms");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        Long[] bases = terms.keySet().toArray(new Long[0]);
        for (int i = bases.length - 1; i >= 0; i--) {
            long base = bases[i];
            BigInteger c = terms.get(base);
            text.append(c.signum() < 0 ? (text.isEmpty() ? "-" : " - ") : text.isEmpty() ? "" : " + ");
            boolean one = c.abs().equals(BigInteger.ONE);
            text.append(base == 1 ? c.abs() : (one ? "" : c.abs() + "*") + base + "^m");
        }
        return text.isEmpty() ? "0" : text.toString();
    }
}
