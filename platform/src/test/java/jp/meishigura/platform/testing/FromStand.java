package jp.meishigura.platform.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test's field that {@link StandResource} fills: {@link Stand}, {@link StandDatabase}, {@link
 * StandTopics} or {@link TestIssuer}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface FromStand {}
