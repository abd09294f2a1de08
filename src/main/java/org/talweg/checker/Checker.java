package org.talweg.checker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Verifies a certificate: {@code VERIFIED claim} for each claim if all are proved, else one line {@code REFUSED claim: why}.
 * Claims that a certificate leaves out are named too, as {@code NOT CLAIMED}.
 */
public final class Checker {

    /** The most rows, and cells, of a certificate with a search. */
    public static final int MOST_SEARCH_ROWS = 62;

    public static final int MOST_SEARCH_CELLS = 1024;

    private Checker() {}

    /**
     * Verifies the certificate in a stream, plain or compressed by gzip.
     *
     * @param sha256 of the data that the certificate must be about (see the format); null if it may be about any
     * @param out takes the lines; empty
     * @return whether every claim is verified
     */
    public static boolean verify(InputStream in, String sha256, StringBuilder out) {
        Verifier verifier = null;
        String refused;
        try {
            verifier = new Verifier(new JsonReader(unpacked(in)), sha256);
            for (String line : verifier.run()) {
                out.append("VERIFIED ").append(line).append('\n');
            }
            for (String missing : verifier.notClaimed()) {
                out.append("NOT CLAIMED ").append(missing).append('\n');
            }
            return true;
        } catch (Refusal e) {
            refused = e.getMessage();
        } catch (IOException e) {
            refused = "the file cannot be read: " + e.getMessage();
        } catch (RuntimeException e) {
            // No input is known to lead here. What cannot be evaluated is not verified.
            refused = "the evidence cannot be evaluated: " + e.getClass().getSimpleName();
        } catch (OutOfMemoryError e) {
            refused = "it takes more memory than there is";
        }
        out.setLength(0);
        out.append("REFUSED ").append(verifier == null ? "format" : verifier.claim());
        out.append(": ").append(refused).append('\n');
        return false;
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }
}
