package dev.trunkline.phone.twilio;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who else may have seen a stream's token, for {@link StreamTokens}. Thread-safe; must not block. */
@FunctionalInterface
public interface TokenUses {

    /** There is nobody else. */
    TokenUses NOBODY_ELSES = hash -> CompletableFuture.completedFuture(true);

    /**
     * Uses a token up among all nodes; asked once by each.
     *
     * @param hash of the token
     * @return whether it may be used: false when another node, or an earlier process, has used it. True when nobody can tell: then
     *     the token's seal, its short life, and that this node has not seen it must do. Done soon, never with a failure
     */
    CompletionStage<Boolean> mayUse(String hash);
}
