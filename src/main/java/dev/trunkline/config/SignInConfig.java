package dev.trunkline.config;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By whom people sign in on the page. Immutable.
 *
 * @param clientSecret null for a client without one
 * @param roleClaim a claim, or a path of claims with dots
 * @param viewers the values of it that make a viewer; likewise operators and admins
 */
public record SignInConfig(
        URI issuer,
        String clientId,
        @Nullable Secret clientSecret,
        List<String> scopes,
        String roleClaim,
        Set<String> viewers,
        Set<String> operators,
        Set<String> admins,
        int idleMinutes,
        int hours) {}
