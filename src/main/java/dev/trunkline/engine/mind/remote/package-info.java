/**
 * Dialog models that run elsewhere: chat completions over HTTP and EVI's custom language models, read token by token as they
 * answer. May import {@code engine.mind} and {@code net}. Start reading at
 * {@link dev.trunkline.engine.mind.remote.OpenAiDialogModel}, then at {@code Generation}, which watches one reply.
 */
@NullMarked
package dev.trunkline.engine.mind.remote;

import org.jspecify.annotations.NullMarked;
