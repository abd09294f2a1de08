package org.talweg.exact;

import java.util.Optional;

/**
 * What came of an attempt to prove something: the proved result, or the reason why it stays open. Never a guess.
 *
 * @param <T> the proved result
 */
public sealed interface Outcome<T> {

    /** The result, if proved. */
    default Optional<T> proved() {
        return this instanceof Proved<T> p ? Optional.of(p.result()) : Optional.empty();
    }

    /** Why it is open; empty if proved. */
    default Optional<String> open() {
        return this instanceof Undecided<T> u ? Optional.of(u.reason()) : Optional.empty();
    }

    /** Proved. */
    record Proved<T>(T result) implements Outcome<T> {}

    /** Neither proved nor refuted; {@code reason} is one sentence for the user. */
    record Undecided<T>(String reason) implements Outcome<T> {}
}
