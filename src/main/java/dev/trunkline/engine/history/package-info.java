/**
 * What was said in earlier chats: the events, and the port behind which they are kept. May import nobody. Start reading at
 * {@link dev.trunkline.engine.history.History}.
 */
@NullMarked
package dev.trunkline.engine.history;

import org.jspecify.annotations.NullMarked;
