/**
 * What a Realtime session does: its conversation of items, its responses, and the caller's sound. Unlike in EVI's chats it is the client who
 * decides when the agent speaks. Start reading at {@link dev.trunkline.engine.realtime.session.ServedSession}.
 */
@NullMarked
package dev.trunkline.engine.realtime.session;

import org.jspecify.annotations.NullMarked;
