package jp.meishigura.gateway.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The scope that an operation needs. {@link ScopeDoor} answers nobody where it is missing. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface NeedsScope {

  /** One of {@link Scopes}. */
  String value();
}
