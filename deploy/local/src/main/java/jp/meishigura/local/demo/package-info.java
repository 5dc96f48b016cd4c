/** The product's main job from end to end, through its public doors, told step by step. */
@NullMarked
package jp.meishigura.local.demo;

import org.jspecify.annotations.NullMarked;
