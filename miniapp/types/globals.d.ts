/// <reference types="@tarojs/taro" />

declare module '*.scss';

declare namespace NodeJS {
  interface ProcessEnv {
    /** The target being built; replaced by a string while building. */
    TARO_ENV: 'weapp' | 'h5';
    /** Origin of the API for the mini-program; empty on H5 (same origin). */
    TARO_APP_API: string;
  }
}
