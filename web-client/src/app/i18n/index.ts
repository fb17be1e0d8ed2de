import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { remember } from '@/app/device/remember';
import { resources, type Language } from './resources';

export type { Language } from './resources';
export const languages: Language[] = ['zh-CN', 'en'];

const storageKey = 'lianxin.language';

function chosenLanguage(): Language {
  return remember.get(storageKey) === 'en' ? 'en' : 'zh-CN';
}

function applyLanguage(language: Language): void {
  document.documentElement.lang = language;
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
}

void i18next.use(initReactI18next).init({
  resources,
  lng: chosenLanguage(),
  fallbackLng: 'zh-CN',
  defaultNS: 'common',
  interpolation: { escapeValue: false },
  returnNull: false,
});
applyLanguage(chosenLanguage());

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/** Changes the language of the page and remembers it in this browser. */
export async function setLanguage(language: Language): Promise<void> {
  remember.set(storageKey, language);
  applyLanguage(language);
  await i18next.changeLanguage(language);
}

export { i18next };
