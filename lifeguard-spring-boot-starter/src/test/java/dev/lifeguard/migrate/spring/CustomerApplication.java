package dev.lifeguard.migrate.spring;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;

/** An application with an entity. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Customer.class)
class CustomerApplication {}
