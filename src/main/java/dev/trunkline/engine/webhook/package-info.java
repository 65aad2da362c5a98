/**
 * Tells other servers about chats, signed and in order: EVI's webhooks. May import what chats tell their listeners, and
 * {@code net}. Start reading at {@link dev.trunkline.engine.webhook.Webhooks}.
 */
@NullMarked
package dev.trunkline.engine.webhook;

import org.jspecify.annotations.NullMarked;
