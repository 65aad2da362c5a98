package dev.trunkline.app;

import dev.trunkline.config.AdminToken;
import dev.trunkline.config.Secret;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.ops.Operators;
import dev.trunkline.ops.Role;

/** Who may ask this process, as the configuration says. */
final class OperatorTokens {

    private OperatorTokens() {}

    static Operators of(TrunklineConfig config) {
        Secret own = config.server().adminToken();
        Operators operators = own == null
                ? Operators.nobody()
                : Operators.nobody().with(AdminToken.OF_THE_SERVER, Role.ADMIN, own.reveal());
        for (AdminToken token : config.security().adminTokens()) {
            operators = operators.withHash(token.name(), role(token.role()), token.sha256());
        }
        return operators;
    }

    private static Role role(AdminToken.Role role) {
        return switch (role) {
            case VIEWER -> Role.VIEWER;
            case OPERATOR -> Role.OPERATOR;
            case ADMIN -> Role.ADMIN;
        };
    }
}
