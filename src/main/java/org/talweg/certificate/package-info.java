/** What is claimed and why, as immutable records, and their JSON form (proofs-notes/certificate-format.md). */
package org.talweg.certificate;
