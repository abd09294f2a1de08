/**
 * The independent verifier of certificates (proofs-notes/certificate-format.md). It uses the JDK and nothing else: its own JSON
 * reader, its own rational arithmetic, no floating point. Every index, sign and length is checked, nothing recurses, and memory
 * is bounded. Whoever trusts these files and the theorems needs to trust no other part of the program.
 */
package org.talweg.checker;
