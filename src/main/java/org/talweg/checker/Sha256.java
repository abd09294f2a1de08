package org.talweg.checker;

import java.nio.ByteBuffer;

/** SHA-256 (FIPS 180-4). The platform's takes as long to load as most certificates take to check. */
final class Sha256 {

    /** The first 32 bits of the fractional parts of the cube roots of the first primes; and of their square roots. */
    private static final int[] ROUND = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private static final int[] START = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private Sha256() {}

    /** The digest in lower-case hexadecimal. */
    static String hex(byte[] message) {
        int length = message.length;
        ByteBuffer padded = ByteBuffer.allocate((length + 72) / 64 * 64);
        padded.put(message).put((byte) 0x80).putLong(padded.capacity() - 8, 8L * length);
        int[] state = START.clone();
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
        int[] v = state.clone();
        for (int t = 0; t < 64; t++) {
            // The eight variables stay in place; their names move on.
            int a = v[-t & 7];
            int b = v[(1 - t) & 7];
            int c = v[(2 - t) & 7];
            int e = v[(4 - t) & 7];
            int choice = (e & v[(5 - t) & 7]) ^ (~e & v[(6 - t) & 7]);
            int one = v[(7 - t) & 7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + ROUND[t] + w[t];
            int two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            v[(3 - t) & 7] += one;
            v[(7 - t) & 7] = one + two;
        }
        for (int i = 0; i < 8; i++) {
            state[i] += v[i];
        }
    }

    private static int rotate(int x, int by) {
        return x >>> by | x << (32 - by);
    }
}
