package org.talweg.arrangement;

/**
 * How the signs behind an enumeration were decided, and by which method.
 *
 * @param method the enumerator that gave the answer
 * @param machine signs decided by integer arithmetic that is exact in a machine word
 * @param filtered signs decided by floating point beyond a proved error bound
 * @param big signs that needed integers of any size
 */
public record EnumerationStatistics(String method, long machine, long filtered, long big) {

    /** No sign decided yet. */
    public static EnumerationStatistics none(String method) {
        return new EnumerationStatistics(method, 0, 0, 0);
    }

    /** The counts of both; the method of this one. */
    public EnumerationStatistics plus(EnumerationStatistics other) {
        return new EnumerationStatistics(method, machine + other.machine, filtered + other.filtered, big + other.big);
    }
}
