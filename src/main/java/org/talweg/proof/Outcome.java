package org.talweg.proof;

/**
 * What came of an attempt to prove something: the proved result, or the reason why it stays open. Never a guess.
 *
 * @param <T> the proved result
 */
public sealed interface Outcome<T> {

    /** Proved. */
    record Proved<T>(T result) implements Outcome<T> {}

    /** Neither proved nor refuted; {@code reason} is one sentence for the user. */
    record Undecided<T>(String reason) implements Outcome<T> {}
}
