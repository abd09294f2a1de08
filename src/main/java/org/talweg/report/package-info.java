/** What a user reads: texts, JSON. Nothing here proves or searches. */
package org.talweg.report;
