package org.talweg.evidence;

/** What was proved cannot be shown in a certificate; the message says which part. */
public final class EvidenceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    EvidenceException(String message) {
        super(message);
    }
}
