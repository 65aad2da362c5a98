/** Tells other servers about chats, signed and in order: EVI's webhooks. */
@NullMarked
package dev.trunkline.engine.webhook;

import org.jspecify.annotations.NullMarked;
