package dev.trunkline.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about fences. Immutable.
 *
 * @param adminTokens who may ask this process beside whoever knows {@link TrunklineConfig.Server#adminToken}
 * @param signIn by whom people sign in on the page, or null
 * @param auditFile where the audit log is written as well, or null
 */
public record SecurityConfig(
        List<AdminToken> adminTokens,
        Transfers transfers,
        @Nullable Path auditFile,
        @Nullable SignInConfig signIn) {

    /**
     * How much may be dialled; 0 is no limit.
     *
     * @param enabled false: nobody is dialled at all
     */
    public record Transfers(
            boolean enabled,
            int perCall,
            int perCallerInTenMinutes,
            int perDestinationPerHour,
            int minutesPerDestinationPerHour,
            int perRoutePerHour) {}
}
