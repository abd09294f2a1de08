package org.talweg.checker;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** SHA-256 (FIPS 180-4). The platform's takes as long to load as most certificates take to check. */
final class Sha256 {

    private static final int[] ROUND = constants(64, 3);

    private Sha256() {}

    /** The digest in lower-case hexadecimal. */
    static String hex(byte[] message) {
        int length = message.length;
        ByteBuffer padded = ByteBuffer.allocate((length + 72) / 64 * 64);
        padded.put(message).put((byte) 0x80).putLong(padded.capacity() - 8, 8L * length);
        int[] state = constants(8, 2);
        int[] w = new int[64];
        for (int block = 0; block < padded.capacity(); block += 64) {
            for (int t = 0; t < 16; t++) {
                w[t] = padded.getInt(block + 4 * t);
            }
            compress(state, w);
        }
        StringBuilder hex = new StringBuilder();
        for (int word : state) {
            String digits = Integer.toHexString(word);
            hex.append("0".repeat(8 - digits.length())).append(digits);
        }
        return hex.toString();
    }

    private static void compress(int[] state, int[] w) {
        for (int t = 16; t < 64; t++) {
            int a = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ (w[t - 15] >>> 3);
            int b = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ (w[t - 2] >>> 10);
            w[t] = w[t - 16] + a + w[t - 7] + b;
        }
        int[] v = Arrays.copyOf(state, 8);
        for (int t = 0; t < 64; t++) {
            int e = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
            int one = v[7] + e + ((v[4] & v[5]) ^ (~v[4] & v[6])) + ROUND[t] + w[t];
            int a = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
            int two = a + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            System.arraycopy(v, 0, v, 1, 7);
            v[4] += one;
            v[0] = one + two;
        }
        for (int i = 0; i < 8; i++) {
            state[i] += v[i];
        }
    }

    private static int rotate(int x, int by) {
        return Integer.rotateRight(x, by);
    }

    /** The first 32 bits of the fractional parts of the square or cube roots of the first primes. */
    private static int[] constants(int count, int power) {
        int[] constants = new int[count];
        int found = 0;
        for (int p = 2; found < count; p++) {
            boolean prime = true;
            for (int q = 2; q * q <= p; q++) {
                prime &= p % q != 0;
            }
            if (prime) {
                double root = power == 2 ? Math.sqrt(p) : Math.cbrt(p);
                constants[found++] = (int) (long) ((root - Math.floor(root)) * 0x1p32);
            }
        }
        return constants;
    }
}
