/**
 * Takes JSON and base64 apart without an object for each message: for the two kinds of message that come fifty times a
 * second and call. All others go to Jackson.
 *
 * <p>May import nothing of ours. Start reading at {@link dev.trunkline.net.json.JsonCursor}.
 */
@NullMarked
package dev.trunkline.net.json;

import org.jspecify.annotations.NullMarked;
