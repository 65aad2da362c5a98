/**
 * What every connection has, whatever is spoken on it: TLS, a quota of memory, a close that loses nothing, and whose doing
 * it is when it breaks.
 *
 * <p>May import nothing of ours. Start reading at {@link dev.trunkline.net.connection.ConnectionQuota}.
 */
@NullMarked
package dev.trunkline.net.connection;

import org.jspecify.annotations.NullMarked;
