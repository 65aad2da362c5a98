package dev.trunkline.signin;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import dev.trunkline.ops.Operators.Operator;
import dev.trunkline.ops.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an ID token says about somebody, as we know people: a name, and a role. Stateless. */
final class SignedInRole {

    private static final int LONGEST_NAME = 80;
    private static final List<String> NAMES = List.of("preferred_username", "email", "name");

    private SignedInRole() {}

    /** Null for whom the configuration gives no role. */
    static @Nullable Operator of(IDTokenClaimsSet claims, SignInSettings settings) {
        Map<String, Object> said = claims.toJSONObject();
        Collection<?> values = values(said, settings.roleClaim());
        Role highest = null;
        for (Role role : Role.values()) { // each may what those before it may
            Set<String> giving = settings.roles().getOrDefault(role, Set.of());
            if (values.stream().map(String::valueOf).anyMatch(giving::contains)) {
                highest = role;
            }
        }
        return highest == null ? null : new Operator(name(claims, said), highest);
    }

    private static Collection<?> values(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) { // some providers' names have dots
            return asList(claims.get(path));
        }
        Object at = claims;
        for (String step : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> fields ? fields.get(step) : null;
        }
        return asList(at);
    }

    private static Collection<?> asList(@Nullable Object value) {
        return value instanceof Collection<?> list ? list : value == null ? List.of() : List.of(value);
    }

    /** For the audit log: without what would break its lines. */
    private static String name(IDTokenClaimsSet claims, Map<String, Object> said) {
        String name = claims.getSubject().getValue();
        for (String claim : NAMES) {
            if (said.get(claim) instanceof String text && !text.isBlank()) {
                name = text;
                break;
            }
        }
        String plain = name.replaceAll("[\\p{C}\\s\"\\\\]+", "_");
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    }
}
