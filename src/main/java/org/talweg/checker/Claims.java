package org.talweg.checker;

import java.io.IOException;
import java.util.List;

/** The claims of one certificate, in the format that its first field names. */
interface Claims {

    /** Proves all claims, from what follows the format in the file. */
    List<Report.Proof> run() throws IOException, Refusal;

    /** The claim that was being looked at last. */
    Claim claim();

    /** What such a certificate may claim and this one does not. */
    List<Claim> notClaimed();
}
