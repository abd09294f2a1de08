package org.talweg.data;

/**
 * Input that cannot be used. The message is one line for the user: it names the file, the row and the column where there
 * are such, and what was expected there.
 */
public final class InputException extends RuntimeException {

    /** An exception with this one-line message. */
    public InputException(String message) {
        super(message);
    }

    /** An exception with this one-line message, and what led to it. */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
