/**
 * One conversation on one socket: how it is set up, where its client's messages go, and when it ends. The outermost of the
 * engine's packages about chats: may import all others of them, and none of them imports this one. Start reading at
 * {@link dev.trunkline.engine.chat.Chat}.
 */
@NullMarked
package dev.trunkline.engine.chat;

import org.jspecify.annotations.NullMarked;
