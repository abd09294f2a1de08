package org.talweg.checker;

import java.util.List;
import java.util.Optional;

/**
 * What came of checking a certificate.
 *
 * @param proofs the claims, all of them proved; empty if one was refused
 * @param notClaimed what a certificate of this format may claim and this one does not; empty if a claim was refused
 * @param refused the claim that the evidence does not show
 */
public record Report(List<Proof> proofs, List<Claim> notClaimed, Optional<Refused> refused) {

    /** A claim in words, proved. */
    public record Proof(Claim claim, String what) {}

    /** A claim that is not shown, and why. */
    public record Refused(Claim claim, String why) {}

    public Report {
        proofs = List.copyOf(proofs);
        notClaimed = List.copyOf(notClaimed);
    }

    /** Whether every claim is verified. */
    public boolean isVerified() {
        return refused.isEmpty();
    }

    /** One line a claim: VERIFIED, NOT CLAIMED; or the one line REFUSED. */
    public String lines() {
        StringBuilder text = new StringBuilder();
        proofs.forEach(p -> text.append("VERIFIED ")
                .append(p.claim())
                .append(": ")
                .append(p.what())
                .append('\n'));
        notClaimed.forEach(c -> text.append("NOT CLAIMED ").append(c).append('\n'));
        refused.ifPresent(r -> text.append("REFUSED ")
                .append(r.claim())
                .append(": ")
                .append(r.why())
                .append('\n'));
        return text.toString();
    }
}
